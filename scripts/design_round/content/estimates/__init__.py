"""Numbers that compute: estimate blocks in Markdown, their units checked, their results quoted by name.

`grammar` and `expressions` read a block, `dimensions` checks it with pint, `evaluation` computes it, `display`
writes values, `tables` makes the static table and the data for `docs/assets/javascripts/estimates.js`,
`quotes` resolves results quoted in prose. The Markdown extension is `markdown/estimates.py`.
"""
