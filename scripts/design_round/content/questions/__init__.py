"""The question index: real interview questions, how many public lists have each, and which page answers it."""
