"""Keep answers of other systems to some of the gold questions, so that every report shows them beside ours."""
