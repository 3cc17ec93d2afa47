# One stage builds, the other holds what runs: no pip cache, no build tools, no sources.
FROM python:3.11-slim AS build
# A mirror: docker compose build --build-arg PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
ARG PIP_INDEX_URL=https://pypi.org/simple
# Other embedding models than the built-in one: docker compose build --build-arg MODELS=1
ARG MODELS=""
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
WORKDIR /src
RUN python -m venv --without-pip /opt/xianwen
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY ingest ingest
COPY assistant assistant
COPY xianwen xianwen
COPY prompts prompts
COPY reports reports
RUN pip --python /opt/xianwen/bin/python install --no-cache-dir --no-compile --constraint constraints.txt \
    ${MODELS:+--extra-index-url "$TORCH_INDEX"} ".${MODELS:+[models]}" \
    # Chroma's way to a cluster, which a library in a folder never takes, and tests of others: 170 MB.
    && pip --python /opt/xianwen/bin/python uninstall --yes kubernetes \
    && rm -rf /opt/xianwen/lib/python*/site-packages/pandas/tests
# Tried once, far from the sources, with what was taken out. What is compiled on the way is kept: later nobody may write there.
RUN cd /tmp && /opt/xianwen/bin/xianwen --library tried ingest /src/reports \
    && /opt/xianwen/bin/xianwen --library tried ask "霁川县2022年一般公共预算收入完成多少？" \
    && /opt/xianwen/bin/python -c "import assistant.web.application"

FROM python:3.11-slim
RUN useradd --system --user-group --uid 10001 --create-home xianwen \
    && install -d -o xianwen -g xianwen /library
COPY --from=build /opt/xianwen /opt/xianwen
WORKDIR /srv/xianwen
COPY reports reports
USER xianwen
ENV PATH=/opt/xianwen/bin:$PATH
ENV PYTHONUNBUFFERED=1
ENV XIANWEN_LIBRARY=/library
# All addresses of the container; compose.yaml says who reaches them.
ENV XIANWEN_HOST=0.0.0.0
VOLUME /library
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/xianwen/health', timeout=4)"]
# With a verb, as in `docker compose run --rm xianwen user add NAME --admin`, the command line; without one, the web app,
# over the sample reports as long as there is nothing else.
ENTRYPOINT ["sh", "-c", "if [ $# -gt 0 ]; then exec xianwen \"$@\"; fi; xianwen ingest --if-empty reports; exec xianwen serve", "xianwen"]
