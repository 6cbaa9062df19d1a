"""Whether a site is ready for work: facts gathered, judged by pure rules, put into words."""
