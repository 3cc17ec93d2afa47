"""What both packages know of Chinese text: script, words, numbers, dates, regions, sentences. Knows nothing of documents."""
