"""What hangs the guide into MkDocs: its hooks, the pages made from lists, cards and feed, the policy, the settings.

`building` is what one build knows; the `*_hooks` are thin. Nothing but a command imports this room.
"""
