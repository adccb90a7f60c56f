#!/bin/sh
# Environment from the lock file, and a browser for pages that need one. Safe to run again.
set -eu
python=$1
command -v "$python" >/dev/null 2>&1 || python=python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 或更高版本。" >&2
    exit 2
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

have_browser() {
    .venv/bin/python -c 'import sys; from govcrawl.net.browser import find_browser; sys.exit(find_browser() is None)'
}
if ! have_browser; then
    # Playwright's own build first; where that cannot be fetched, Debian's package.
    timeout 300 .venv/bin/playwright install --only-shell chromium >/dev/null 2>&1 || true
fi
have_font() {
    .venv/bin/python -c 'import sys; from analysis.notebooks.plots import find_font; sys.exit(find_font() is None)' 2>/dev/null
}
need=
have_browser || need=chromium-headless-shell
# Chinese characters in screenshots, and in the notebooks' figures.
have_font || need="$need fonts-noto-cjk"
if [ -n "$need" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1 || true
    for package in $need; do
        apt-get install -y -qq "$package" >/dev/null 2>&1 || true
    done
    # Older systems have the whole browser only.
    have_browser || apt-get install -y -qq chromium >/dev/null 2>&1 || true
fi
have_browser || echo "没有找到浏览器：需要脚本才能显示内容的页面将记为“未能判定”。" >&2
have_font || echo "没有找到中文字体：笔记本的图和网页截图中汉字会显示为方框，可安装 fonts-noto-cjk。" >&2
touch .venv/.ready
