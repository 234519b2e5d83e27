"""themeline schemas: JSON Schemas for editors."""

import click

from themeline.cli.output import shown
from themeline.io.paths import HOME


@click.command()
def schemas() -> None:
    """Write the JSON Schemas of the YAML files to seeds/schema/, for editors."""
    from themeline.dictionary.codebook import Codebook, Translation
    from themeline.events.chronology import Chronology
    from themeline.io.atomic import write_together
    from themeline.io.yaml_models import Record, schema_text
    from themeline.text.metadata import TextRecord
    from themeline.validity.coders import Coder

    models: dict[str, type[Record]] = {
        "essay": TextRecord,
        "themes": Codebook,
        "translation": Translation,
        "events": Chronology,
        "coder": Coder,
    }
    contents = {f"{name}.schema.json": schema_text(model).encode() for name, model in models.items()}
    for path in write_together(HOME / "seeds" / "schema", contents):
        click.echo(shown(path))
