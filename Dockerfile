FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /app ricoche && install -d -o ricoche -g ricoche /data
WORKDIR /app
COPY --from=build /venv /venv
COPY gamification gamification
COPY server server
COPY templates templates
COPY static static
COPY service_worker service_worker
RUN printf '#!/bin/sh\nexec /venv/bin/python -m server.cli "$@"\n' > /usr/local/bin/ricoche && chmod +x /usr/local/bin/ricoche
ENV PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 RICOCHE_DATA_DIR=/data RICOCHE_HOST=0.0.0.0
USER ricoche
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=3)"]
CMD ["ricoche", "serve"]
