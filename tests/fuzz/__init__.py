"""Inputs that nobody means: files with bytes changed, texts of what the rules look for, and what must hold of each.

python -m tests.fuzz [--inputs N] [--seed S] [--seconds T]
"""
