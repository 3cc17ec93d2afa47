FROM python:3.11-slim
WORKDIR /srv/xianwen
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
COPY ingest ingest
COPY assistant assistant
COPY prompts prompts
COPY reports reports
# The built-in embedding model needs no torch; other models: build with --build-arg EXTRAS='[models]'.
ARG EXTRAS=""
RUN PIP_CONSTRAINT=constraints.txt pip install --no-cache-dir ".${EXTRAS}"
RUN useradd --create-home xianwen && mkdir /library && chown xianwen /library
USER xianwen
ENV XIANWEN_LIBRARY=/library XIANWEN_HOST=0.0.0.0
EXPOSE 7860
CMD ["sh", "-c", "xianwen ingest --if-empty reports; exec xianwen serve"]
