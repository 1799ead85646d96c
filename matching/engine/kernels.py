AVAILABLE = False
best_pairs = explain_pairs = None
