"""Speech → passages with roles, topics, slots and variants: plain functions that know nothing of the library."""
