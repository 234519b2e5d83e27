# Themeline, with all packages as requirements.txt pins them. A collection is mounted at /collection:
#   docker build -t tl .
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD/my-study:/collection" tl run
FROM python:3.12-slim

# All is compiled when the image is made, since whoever uses it may not write there.
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1
COPY . /opt/themeline
RUN python /opt/themeline/scripts/environment.py \
    && useradd --create-home --uid 1000 themeline \
    # Also for a user without a home: -u may name any number.
    && chmod 1777 /home/themeline

ENV PATH=/opt/themeline/.venv/bin:$PATH HOME=/home/themeline
USER 1000
WORKDIR /collection
ENTRYPOINT ["themeline"]
CMD ["--help"]
