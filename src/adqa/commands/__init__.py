"""The library behind the commands: one module and one function for each, of the same name.

They stand in a package of their own because a module `adqa.check` would hide the function `adqa.check`.
"""
