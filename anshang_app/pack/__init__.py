"""The completion pack: what 经信局 receives with a completed project, as one archive that proves itself."""
