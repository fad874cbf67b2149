"""Turn a question and passages into an Answer: drafting, citing, checking, abstaining."""
