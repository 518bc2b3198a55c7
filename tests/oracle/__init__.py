"""The proof that fast is right: after any edits, an incremental build equals a clean one, byte for byte."""
