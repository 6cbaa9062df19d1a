"""What happens day by day: entries, duties, lights, deadlines, the wall chart."""
