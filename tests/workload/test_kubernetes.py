"""A workload as Kubernetes' manifests, each held strictly against Kubernetes' own schemas."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from homelab.offers import CertificateAuthority, Route
from homelab.roadmap import registry
from homelab.routing import authority
from homelab.testing.package import EXAMPLES, Package, open_package
from homelab.testing.plan.fakelab import fake_lab
from homelab.workload.kubernetes import (
    CannotRender,
    Cluster,
    as_yaml,
    manifests,
    unsafe_sysctls,
)
from homelab.workload.model import Workload
from homelab.workload.naming import workload_name

KUBERNETES = "1.33"
"""The oldest of the schemas that must hold."""
CA = CertificateAuthority("https://ca.lab.example/acme/acme/directory", ("lab.example",))
FULL: dict[str, Any] = {
    "image": "docker.io/library/app:1.2.3",
    "command": ["serve", "$HOME", "$(HOME)"],
    "entrypoint": ["/bin/app"],
    "environment": {"LEVEL": "$info", "DB_PASSWORD": "secret:app/db"},
    "configs": {"/etc/app/app.toml": "a = 1\n", "/etc/app/more/b.toml": "b = 2\n"},
    "secrets": {"/run/secrets/key": "secret:app/key"},
    "volumes": ["my_data:/data", "my_data:/again:ro", "/srv/media:/media:ro"],
    "tmpfs": ["/tmp"],
    "ports": ["8080:80", "127.0.0.1:5353:53/udp"],
    "networks": ["media"],
    "healthcheck": {"test": "wget -q localhost", "interval": "1m30s", "timeout": "500ms"},
    "mem_limit": "1 GiB",
    "cpus": 1.5,
    "pids_limit": 200,
    "shm_size": "64 MiB",
    "user": "1000:100",
    "cap_drop": ["ALL"],
    "cap_add": ["CAP_NET_BIND_SERVICE"],
    "no_new_privileges": True,
    "read_only": True,
    "sysctls": {"net.ipv4.tcp_syncookies": "1", "net.core.somaxconn": "1024"},
    "extra_hosts": {"nas": "10.0.0.5", "nas.lab.example": "10.0.0.5", "pi": "fd00::7"},
    "labels": {"org.example.team": "Anything goes, even this: ü"},
    "init": True,
    "stop_grace_period": "1m",
    "restart": "always",
}
ROUTES = [
    (Route("app.lab.example", 80), CA),
    (Route("plain.lab.example", 8443, scheme="https", is_encrypted=False), None),
]


def rendered(*, routes: Sequence[Any] = (), **fields: Any) -> dict[str, dict[str, Any]]:
    """The manifests by kind, of a small workload with these FIELDS; all of them are valid."""
    said = {"image": "docker.io/library/app:1.2.3", **fields}
    return by_kind(manifests("app", "services/app", Workload(**said), value_of, routes))


def by_kind(found: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    assert_valid(found)
    return {each["kind"]: each for each in found}


def assert_valid(found: Sequence[dict[str, Any]]) -> None:
    assert found
    for each in found:
        for version in (KUBERNETES, kubernetes_validate.latest_version()):
            kubernetes_validate.validate(each, version, strict=True)


def value_of(reference: str) -> str:
    return f"value of {reference}"


def pod(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    spec: dict[str, Any] = template(found)["spec"]
    return spec


def template(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    controller = found.get("StatefulSet") or found["Deployment"]
    said: dict[str, Any] = controller["spec"]["template"]
    return said


def container(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = pod(found)["containers"][0]
    return said


def workload_packages() -> Iterator[Package]:
    for task in registry.tasks():
        for name in registry.provider_names(task):
            package = open_package(task, name)
            if package.module("workload") is not None:
                yield package


@pytest.mark.parametrize("package", list(workload_packages()), ids=str)
def test_every_example_of_every_provider_is_valid(package: Package) -> None:
    settings = {name: package.settings[name] for name in EXAMPLES if name in package.settings}
    assert settings
    lab = fake_lab(package, settings)
    module = package.module("workload")
    assert module is not None
    for host in settings:
        node = lab.node(host, package.found.task, package.found.name)
        routes = [(route, authority(lab, route)) for route in node.offered(Route)]
        name = workload_name(node.provider)
        workload = module.workload(node).model_copy(update={"devices": []})  # which it refuses
        found = manifests(name, str(package), workload, lab.reveal, routes, "a root")
        assert_valid(found)


@pytest.mark.parametrize("reloads", [False, True])
def test_a_workload_that_says_everything_is_valid(*, reloads: bool) -> None:
    assert set(Workload.model_fields) - set(FULL) == {
        "accepted_by",
        "devices",
        "network_mode",
        "reloads",
    }
    workload = Workload(**FULL, reloads=reloads)
    cluster = Cluster(
        door_labels={"app": "traefik"}, ingress_class="traefik", storage_class="fast", node="nas"
    )
    found = manifests("app", "services/app", workload, value_of, ROUTES, "a root", cluster=cluster)
    kinds = [each["kind"] for each in found]
    assert_valid(found)
    assert kinds == [
        *("ConfigMap", "Secret", "PersistentVolumeClaim", "NetworkPolicy", "Service"),
        *("StatefulSet", "Ingress", "Ingress"),
    ]


def test_the_schemas_notice_an_unknown_field_and_a_wrong_type() -> None:
    for spoil in ({"hostPid": True}, {"terminationGracePeriodSeconds": "soon"}):
        found = rendered()
        pod(found).update(spoil)
        with pytest.raises(kubernetes_validate.ValidationError):
            assert_valid(list(found.values()))


def test_without_volumes_it_is_a_deployment_of_which_two_never_run_at_once() -> None:
    found = rendered(volumes=["/srv/media:/media"])
    assert set(found) == {"NetworkPolicy", "Service", "Deployment"}
    assert found["Deployment"]["spec"]["strategy"] == {"type": "Recreate"}
    assert pod(found)["volumes"] == [{"name": "folder-0", "hostPath": {"path": "/srv/media"}}]


def test_a_volume_is_claimed_once_under_a_name_that_kubernetes_takes() -> None:
    found = rendered(volumes=["my_data:/data", "my_data:/again:ro"])
    assert found["PersistentVolumeClaim"]["metadata"]["name"] == "app.my-data"
    assert container(found)["volumeMounts"] == [
        {"name": "volume-my-data", "mountPath": "/data"},
        {"name": "volume-my-data", "mountPath": "/again", "readOnly": True},
    ]


def test_dollars_stay_dollars() -> None:
    found = rendered(command=["$(HOME) $$"], environment={"A": "$(B)"})
    assert container(found)["args"] == ["$$(HOME) $$$$"]
    assert container(found)["env"] == [{"name": "A", "value": "$$(B)"}]


def test_an_empty_entrypoint_puts_the_images_own_aside() -> None:
    found = container(rendered(entrypoint=[], command=["run"]))
    assert found["command"] == ["run"]
    assert "args" not in found


def test_a_secret_is_in_the_secret_alone() -> None:
    found = rendered(
        environment={"DB_PASSWORD": "secret:db"}, secrets={"/run/secrets/key": "secret:key"}
    )
    held = {b64decode(value).decode() for value in found.pop("Secret")["data"].values()}
    assert held == {"value of secret:db", "value of secret:key"}
    assert "value of" not in json.dumps(found)


def test_a_changed_file_makes_a_new_pod_unless_the_program_follows_it() -> None:
    def digest(text: str, **more: Any) -> str:
        said = template(rendered(configs={"/etc/app.toml": text}, **more))
        return str(said["metadata"]["annotations"]["homelab/files"])

    assert digest("a") != digest("b")
    assert digest("a", reloads=True) == digest("b", reloads=True)


def test_followed_configs_are_mounted_by_their_folder_and_others_by_themselves() -> None:
    configs = {"/etc/app/app.toml": "", "/etc/app/b.toml": ""}
    followed = rendered(configs=configs, reloads=True)
    assert [m["mountPath"] for m in container(followed)["volumeMounts"]] == ["/etc/app"]
    items = pod(followed)["volumes"][0]["configMap"]["items"]
    assert [item["path"] for item in items] == ["app.toml", "b.toml"]
    assert [m["mountPath"] for m in container(rendered(configs=configs))["volumeMounts"]] == [
        *configs
    ]


def test_it_is_as_safe_as_on_docker() -> None:
    found = rendered(user="1000")
    assert container(found)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    security = pod(found)["securityContext"]
    assert security["runAsUser"] == security["fsGroup"] == 1000
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod(found)["automountServiceAccountToken"] is False


def test_nothing_is_reserved_and_the_limit_holds() -> None:
    assert container(rendered(mem_limit="1 GiB", cpus=0.5))["resources"] == {
        "limits": {"memory": "1Gi", "cpu": "500m"},
        "requests": {"memory": "0", "cpu": "0"},
    }


def test_a_port_keeps_its_number_its_address_and_its_protocol() -> None:
    assert container(rendered(ports=["127.0.0.1:5353:53/udp"]))["ports"] == [
        {"containerPort": 53, "hostPort": 5353, "protocol": "UDP", "hostIP": "127.0.0.1"}
    ]


def test_nobody_gets_in_who_is_not_named() -> None:
    policy = rendered()["NetworkPolicy"]["spec"]
    assert policy == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "app"}},
        "policyTypes": ["Ingress"],
        "ingress": [],
    }


def test_the_front_door_the_network_and_callers_of_its_ports_get_in() -> None:
    found = rendered(networks=["media"], ports=["8080:80"], routes=ROUTES[:1])
    door, network, callers = found["NetworkPolicy"]["spec"]["ingress"]
    assert door["from"][0]["namespaceSelector"]["matchLabels"] == {
        "kubernetes.io/metadata.name": "kube-system"
    }
    assert door["ports"] == callers["ports"] == [{"port": 80, "protocol": "TCP"}]
    member = network["from"][0]["podSelector"]["matchLabels"]
    assert member.items() <= template(found)["metadata"]["labels"].items()
    assert "from" not in callers


def test_the_name_leads_to_every_port_as_on_docker() -> None:
    assert rendered()["Service"]["spec"] == {
        "clusterIP": "None",
        "selector": {"app.kubernetes.io/name": "app"},
    }


def test_a_route_is_encrypted_where_somebody_issues_its_certificate() -> None:
    workload = Workload(image="docker.io/library/app:1.2.3")
    cluster = Cluster(annotate=lambda _route, issuer: {"issued": "yes"} if issuer else {})
    found = manifests("app", "services/app", workload, value_of, ROUTES, cluster=cluster)
    own, plain = (each for each in found if each["kind"] == "Ingress")
    hosts = ["app.lab.example"]
    assert own["spec"]["tls"] == [{"hosts": hosts, "secretName": "app.lab.example-tls"}]
    assert own["metadata"]["annotations"]["issued"] == "yes"
    assert "tls" not in plain["spec"]
    service = next(each for each in found if each["kind"] == "Service")
    assert [port["name"] for port in service["spec"]["ports"]] == ["http-80", "https-8443"]


def test_a_probe_asks_by_the_shell_and_begins_when_it_has_started() -> None:
    asked = {"test": "wget -q $URL", "interval": "1m30s", "timeout": "500ms"}
    found = container(rendered(healthcheck=asked))
    assert found["readinessProbe"] == {
        "exec": {"command": ["/bin/sh", "-c", "wget -q $$URL"]},
        "periodSeconds": 90,
        "timeoutSeconds": 1,
        "failureThreshold": 3,
    }
    assert found["livenessProbe"] == {**found["readinessProbe"], "initialDelaySeconds": 10}


def test_on_the_nodes_own_network_no_policy_is_claimed_to_hold() -> None:
    found = rendered(network_mode="host")
    assert set(found) == {"Service", "Deployment"}
    assert pod(found)["hostNetwork"] is True
    assert "sysctls" not in pod(found)["securityContext"]


def test_the_kubelet_must_allow_what_is_unsafe() -> None:
    workload = Workload(**FULL)
    assert unsafe_sysctls(workload) == ("net.core.somaxconn",)


def test_memory_backs_what_is_temporary() -> None:
    found = rendered(tmpfs=["/tmp"], shm_size="64 MiB")
    assert [volume["emptyDir"] for volume in pod(found)["volumes"]] == [
        {"medium": "Memory"},
        {"medium": "Memory", "sizeLimit": "64Mi"},
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"user": "nobody"}, "user: 'nobody' is a name, which only the image knows"),
        ({"user": "1000:users"}, "user: '1000:users' is a name"),
        ({"devices": ["/dev/dri:/dev/dri"]}, "devices: a pod without privileges gets no device"),
        ({"restart": "on-failure"}, "restart: a program that ends is always started again"),
        ({"extra_hosts": {"up": "host-gateway"}}, "extra_hosts.up: 'host-gateway' is no IP"),
        ({"volumes": ["a_b:/a", "a-b:/b"]}, "volumes: a-b and a_b are one name there"),
        ({"volumes": [f"{'a' * 51}:/a"]}, "is too long for a name"),
        ({"labels": {"a b": "c"}}, "labels.a b: it can't be an annotation's name"),
        ({"command": []}, "command: an empty one means the image's own there"),
        ({"configs": {"/etc/big": "x" * 2**20 + "y"}}, "configs: together they are more than"),
        ({"network_mode": "host", "sysctls": {"net.a": "1"}}, "sysctls: they would be the node's"),
    ],
)
def test_what_kubernetes_cannot_do_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotRender) as refusal:
        rendered(**fields)
    assert words in str(refusal.value)


def test_a_service_begins_with_a_letter() -> None:
    workload = Workload(image="docker.io/library/app:1.2.3")
    with pytest.raises(CannotRender, match="begin its name with a letter"):
        manifests("2fauth", "services/2fauth", workload, value_of)


def test_as_yaml_has_a_document_each_that_says_the_same() -> None:
    found = manifests("app", "services/app", Workload(**FULL), value_of, ROUTES)
    assert list(YAML(typ="safe").load_all(as_yaml(found))) == found
