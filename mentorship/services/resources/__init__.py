"""The directory of resources: legal, everyday and emergency help, which anybody can search."""
