"""The figures of a portfolio: reports, dashboards, the leader's screen."""
