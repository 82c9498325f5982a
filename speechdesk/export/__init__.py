"""Drafts → files in official format: preset, layout, .docx."""
