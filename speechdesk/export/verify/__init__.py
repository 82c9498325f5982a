"""A .docx measured against a preset, from its XML alone: ours or anybody's."""
