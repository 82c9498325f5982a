"""The phrase library (素材库): keeps documents, speeches and passages in one SQLite file and finds them."""
