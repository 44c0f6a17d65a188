"""The kinds of criterion, one idea a file: what makes a pair better, as a share from 0 to 1."""
