"""Speech → passages with roles, topics, slots and variants, one speech at a time."""
