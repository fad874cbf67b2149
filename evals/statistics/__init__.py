"""Say how sure a figure is: intervals, paired tests and power. It knows numbers and no questions."""
