"""Evidence: the sentences of passages that may answer, scored, and the decision whether they answer at all."""
