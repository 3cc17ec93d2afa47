"""The Chinese language for both packages: script, words, numbers, dates, regions, sentences. Knows no documents."""
