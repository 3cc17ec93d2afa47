"""Gradio's colours and fonts, mapped to the variables of assets/xianwen.css: there is one palette."""

from __future__ import annotations

from typing import Any

import gradio as gr

# Fonts that systems bring along; plain strings, since Gradio's default would be fetched from another host.
FONTS = (
    "-apple-system", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC",
    "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "system-ui", "sans-serif",
)  # fmt: skip
MONOSPACE = ("ui-monospace", "SFMono-Regular", "Consolas", "Noto Sans Mono CJK SC", "monospace")

_COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--ink-2)",
    "background_fill_primary": "var(--card)",
    "background_fill_secondary": "var(--paper)",
    "block_background_fill": "var(--card)",
    "block_border_color": "var(--line)",
    "block_label_background_fill": "var(--card)",
    "block_label_text_color": "var(--ink-2)",
    "block_title_text_color": "var(--ink-2)",
    "block_info_text_color": "var(--ink-2)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "color_accent_soft": "var(--accent-soft)",
    "input_background_fill": "var(--card)",
    "input_border_color": "var(--line)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--ink-3)",
    "link_text_color": "var(--accent)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "var(--card)",
    "button_secondary_background_fill_hover": "var(--accent-soft)",
    "button_secondary_border_color": "var(--line)",
    "button_secondary_text_color": "var(--ink)",
    "button_cancel_background_fill": "var(--danger)",
    "button_cancel_text_color": "var(--on-accent)",
    "error_background_fill": "var(--card)",
    "error_border_color": "var(--danger)",
    "error_text_color": "var(--danger)",
}


def theme() -> gr.Theme:
    """Return the theme for Gradio; light and dark differ only in the CSS variables."""
    built = gr.themes.Base(font=FONTS, font_mono=MONOSPACE, radius_size="md", text_size="md")
    colours: dict[str, Any] = dict(_COLOURS)
    # A name without its "_dark" twin would fall back to the twin's stock value.
    colours |= {f"{name}_dark": value for name, value in _COLOURS.items() if hasattr(built, f"{name}_dark")}
    return built.set(
        **colours, block_shadow="none", block_border_width="0px", button_primary_shadow="none",
        input_shadow="none", input_shadow_focus="none",
    )  # fmt: skip
