"""Mail that goes out by itself: scheduled reports, the weekly dispatch of each unit; each issue once."""
