"""`blogengine completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_BLOGENGINE_COMPLETE"
"""With this in its environment, the program answers a shell's question instead of running a command."""


@click.command("completion", short_help="Print what makes a shell complete commands: bash, zsh or fish.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and files in SHELL.

    \b
    bash:  blogengine completion bash >> ~/.bashrc
    zsh:   blogengine completion zsh  >> ~/.zshrc      (after compinit)
    fish:  blogengine completion fish > ~/.config/fish/completions/blogengine.fish
    """
    root = context.find_root()
    found = get_completion_class(shell)
    assert found is not None, "click knows each of the choices"
    # Not `source()`: before it answers, click starts a bash to learn its version.
    completion = found(root.command, {}, str(root.info_name), VARIABLE)
    click.echo(completion.source_template % completion.source_vars())
