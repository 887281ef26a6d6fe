"""Where the frozen program starts (build.spec)."""

import sys

from ui.app import main

sys.exit(main())
