"""The criterion kinds, one idea per module: what makes a pair better, as a share from 0 to 1."""
