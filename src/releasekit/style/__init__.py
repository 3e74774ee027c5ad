"""How a release looks: the house style and the words on the page, shared by every format that shows one."""
