"""The case: the build of one lab, with its history. So far its events; the rest stands on them."""
