"""Pure functions on text: folding for comparison, headings, sentences, words, similarity."""
