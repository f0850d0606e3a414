from django.db import models
from students.models import Student


class Note(models.Model):
    title = models.CharField(max_length=50)
    day = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="notes", blank=True)
    student = models.ForeignKey(Student, models.CASCADE, null=True, blank=True)

    def __str__(self):
        return self.title
