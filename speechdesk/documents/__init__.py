"""Documents (材料) as they come → repaired, structured speeches (讲话)."""
