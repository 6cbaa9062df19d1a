import sys

from localbench.cli import main

sys.exit(main())
