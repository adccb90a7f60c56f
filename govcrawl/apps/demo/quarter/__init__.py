"""The city at the size of a real quarter's job: what `build_city(whole=True)` adds to the small city.

Each body gets what a department really has in such a quarter: nothing wrong, or one to three ordinary defects.
"""
