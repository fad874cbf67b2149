"""Give Gradio's own parts the look of the page: system fonts, one accent colour, quiet borders; `look.css` does the rest."""

from __future__ import annotations

import gradio as gr

_VALUES = {
    "body_background_fill": "#fbfaf7", "body_background_fill_dark": "#15181b",
    "background_fill_primary": "#ffffff", "background_fill_primary_dark": "#1c2024",
    "background_fill_secondary": "#f4f2ec", "background_fill_secondary_dark": "#23282d",
    "block_background_fill": "transparent", "block_background_fill_dark": "transparent",
    "block_border_width": "0px", "block_shadow": "none",
    "block_label_text_color": "#4d555c", "block_label_text_color_dark": "#b4bcc3",
    "block_title_text_color": "#4d555c", "block_title_text_color_dark": "#b4bcc3",
    "block_info_text_color": "#4d555c", "block_info_text_color_dark": "#b4bcc3",
    "body_text_color": "#1d2225", "body_text_color_dark": "#e8e6e1",
    "body_text_color_subdued": "#565e65", "body_text_color_subdued_dark": "#a9b1b8",
    "border_color_primary": "#dedad0", "border_color_primary_dark": "#363c42",
    "border_color_accent": "#0d5c63", "border_color_accent_dark": "#7fcdc8",
    "color_accent": "#0d5c63", "color_accent_soft": "#e3efee", "color_accent_soft_dark": "#1e3a3b",
    "button_primary_background_fill": "#0d5c63", "button_primary_background_fill_dark": "#7fcdc8",
    "button_primary_background_fill_hover": "#0a474d", "button_primary_background_fill_hover_dark": "#a3dedb",
    "button_primary_text_color": "#ffffff", "button_primary_text_color_dark": "#10201f",
    "button_secondary_background_fill": "#efece4", "button_secondary_background_fill_dark": "#2a3036",
    "button_secondary_background_fill_hover": "#e4e0d5", "button_secondary_background_fill_hover_dark": "#343b42",
    "button_secondary_text_color": "#1d2225", "button_secondary_text_color_dark": "#e8e6e1",
    "input_background_fill": "#ffffff", "input_background_fill_dark": "#1c2024",
    "input_border_color": "#b9b4a8", "input_border_color_dark": "#565e66", "input_border_width": "1px",
    "input_border_color_focus": "#0d5c63", "input_border_color_focus_dark": "#7fcdc8",
    "input_placeholder_color": "#646c73", "input_placeholder_color_dark": "#a9b1b8",
    "link_text_color": "#0d5c63", "link_text_color_dark": "#7fcdc8",
}  # fmt: skip


def fonte_theme() -> gr.themes.Base:
    """Return the theme."""
    teal = gr.themes.Color(
        name="fonte", c50="#f0f7f6", c100="#e3efee", c200="#c4dfdd", c300="#9fcbc8", c400="#7fcdc8", c500="#2b8a8a",
        c600="#0d5c63", c700="#0a474d", c800="#08363b", c900="#06282c", c950="#041a1d",
    )  # fmt: skip
    base = gr.themes.Base(
        primary_hue=teal,
        secondary_hue=teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_md,
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"],
        font_mono=["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
    )
    return base.set(**_VALUES)
