"""What code of a project raises, as far as a process lives on after it."""

# A server's process lives on after a request that ends Python, so that counts as an error of the project.
RAISED = (Exception, SystemExit, KeyboardInterrupt, BaseExceptionGroup)
