"""The speech being written (讲稿): its file, its paragraphs, and what goes where in it."""
