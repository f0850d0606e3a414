"""The live demos of a site as its pages know them, with what the tasks of pages need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chronicles.disk.cache import Store, key
from chronicles.live.demos import DemoBundle
from chronicles.pages.reading import Reading
from chronicles.site.features.demo_bundle import NONE, Demos
from chronicles.site.features.demo_tasks import task_files, tasks
from chronicles.site.render.demo_html import ShownDemo
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SiteDemos:
    """The demos of one build: their files, each as pages show it, and the paths of tasks by their texts."""

    bundle: DemoBundle = NONE
    shown: Mapping[str, ShownDemo] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The hash of all that a page may show of them."""
        return key(
            repr(sorted(self.bundle.demos.items())), repr(sorted(self.tasks.items())), self.bundle.script
        )


def site_demos(
    demos: Demos, workspace: Workspace, readings: Sequence[Reading], store: Store, *, is_server: bool
) -> tuple[SiteDemos, Sequence[str]]:
    """Return the demos that the pages want, and in words what of them cannot be had. Starts processes."""
    bundle, notices = demos.of(workspace, readings, is_server=is_server)
    if not bundle.demos:
        return SiteDemos(bundle), notices
    places, files = task_files(tasks(readings), workspace.series, store)
    shown = {
        name: ShownDemo(demo.manifest, demo.download, demo.is_django, demo.answers, places)
        for name, demo in bundle.demos.items()
    }
    return SiteDemos(replace(bundle, files={**bundle.files, **files}), shown, places), notices
