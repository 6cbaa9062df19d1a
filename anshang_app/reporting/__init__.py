"""The figures of a portfolio: read once, set-based, for reports, dashboards, mail and bulletin alike.

`portfolio` reads what one viewer may see, table by table; `shapes` are pure functions over those frames;
`figures` names each figure with its definition, value and records; `present` and `sending` bring them out.
"""
