def may_see_private(user):
    """Addresses and ages are for those who see them in the admin, too. Changing includes seeing."""
    return user.has_perm("students.view_student") or user.has_perm("students.change_student")
