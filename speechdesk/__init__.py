"""SpeechDesk 讲稿台: an offline desk for drafting Chinese official speeches."""

__version__ = "0.1.0"
