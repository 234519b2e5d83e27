"""How Sphinx builds the site, from the files that `scripts/docs.py` has put together."""

from docutils.utils.math.latex2mathml import tex2mathml

project = "Themeline"
author = "The Themeline maintainers"
html_title = "Themeline"
extensions = ["myst_nb"]
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
highlight_language = "none"  # of blocks that name no language: commands and tables as printed
html_theme_options = {
    # Typefaces of the reader's system: the site asks nothing of the network.
    "light_css_variables": {"font-stack": "system-ui, sans-serif", "color-brand-primary": "#1f5a93"},
    "dark_css_variables": {"color-brand-primary": "#7fb2e5", "color-brand-content": "#7fb2e5"},
}
myst_enable_extensions = ["attrs_inline", "dollarmath"]
myst_heading_anchors = 4
# Notebooks are shown as they are committed, and their controls without scripts from elsewhere.
nb_execution_mode = "off"
nb_ipywidgets_js = {}
html_math_renderer = "mathml"


def inline_math(translator, node):
    """Write a formula in a line as MathML, which browsers draw without a script."""
    from docutils import nodes

    translator.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def block_math(translator, node):
    """Write a formula on a line of its own."""
    from docutils import nodes

    formula = tex2mathml(node.astext(), as_block=True)
    translator.body.append(f'<div class="math-block">{formula}</div>')
    raise nodes.SkipNode


def setup(app):
    """Add the renderer of formulas."""
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
