"""pyinfra operations and facts that pyinfra lacks and several providers need.

Same noun, two halves as in pyinfra: an operation sets it, a fact sees it. Nothing here reads
`host.data`; what an operation needs it is given.
"""
