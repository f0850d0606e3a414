from django.contrib import admin

from .forms import ProductForm
from .models import Category, Product


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """Categories are made here; the slug writes itself while the name is typed."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
    """How products are listed, filtered and searched in the admin."""

    list_display = ["name", "category", "seller", "price", "stock", "is_active"]
    list_filter = ["is_active", "category"]
    list_select_related = ["category", "seller"]
    search_fields = ["name", "description", "seller__username"]
    autocomplete_fields = ["seller", "category"]
    readonly_fields = ["created_at"]
    form = ProductForm
    fields = ["seller", *ProductForm.Meta.fields, "created_at"]

    def save_model(self, request, obj, form, change):
        """Write the fields that were changed: others may have been, while the page was open."""
        obj.save(update_fields=form.changed_data if change else None)
