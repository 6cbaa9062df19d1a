"""挂图作战: plain facts of projects and their nodes shaped into the rows of the wall chart; pure, no frappe."""
