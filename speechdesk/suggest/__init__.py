"""Suggestions (联想): what the library has said in such a place, for every keystroke."""
