"""Node images: one recipe (`node/`), one image a Debian release, kept in Docker and as a tarball.

A new release is one line in `recipe.SUITES`; what a node has is said in `node/Dockerfile` alone.
A virtual machine's image (`machine/`) has the same, with a kernel, and QEMU around it.
"""

from homelab.lab.images.store import have_images

__all__ = ["have_images"]
