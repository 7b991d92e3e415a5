"""Print the completion script of a shell: commands, options, hosts, tasks, providers."""

from __future__ import annotations

import click

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    r"""Print the completion script of SHELL.

    \b
    bash: homelab completion bash > ~/.local/share/bash-completion/completions/homelab
    zsh:  homelab completion zsh > DIR/_homelab, with DIR in fpath before compinit runs
    fish: homelab completion fish > ~/.config/fish/completions/homelab.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(script(context.find_root().command, {}, "homelab", "_HOMELAB_COMPLETE").source())
