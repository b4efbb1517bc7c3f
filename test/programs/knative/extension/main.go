// A stand-in for knative-extensions/autoscaler-keda, which is not on Go's module proxy, with automatic
// creation off: it makes no ScaledObject and only waits for somebody else's. What it does is what was
// measured on the real one (a revision is Ready one HPA sync after its ScaledObject; one with another
// name leaves it stuck); Serving's own packages do the work.
package main

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	hpalisters "k8s.io/client-go/listers/autoscaling/v2"
	"k8s.io/client-go/tools/cache"

	networking "knative.dev/networking/pkg/apis/networking/v1alpha1"
	networkingclient "knative.dev/networking/pkg/client/injection/client"
	sksinformer "knative.dev/networking/pkg/client/injection/informers/networking/v1alpha1/serverlessservice"
	hpainformer "knative.dev/pkg/client/injection/kube/informers/autoscaling/v2/horizontalpodautoscaler"
	"knative.dev/pkg/configmap"
	"knative.dev/pkg/controller"
	"knative.dev/pkg/injection/sharedmain"
	"knative.dev/pkg/logging"
	"knative.dev/pkg/ptr"
	pkgreconciler "knative.dev/pkg/reconciler"
	"knative.dev/serving/pkg/apis/autoscaling"
	autoscalers "knative.dev/serving/pkg/apis/autoscaling/v1alpha1"
	"knative.dev/serving/pkg/autoscaler/config/autoscalerconfig"
	servingclient "knative.dev/serving/pkg/client/injection/client"
	metricinformer "knative.dev/serving/pkg/client/injection/informers/autoscaling/v1alpha1/metric"
	painformer "knative.dev/serving/pkg/client/injection/informers/autoscaling/v1alpha1/podautoscaler"
	pareconciler "knative.dev/serving/pkg/client/injection/reconciler/autoscaling/v1alpha1/podautoscaler"
	base "knative.dev/serving/pkg/reconciler/autoscaling"
	"knative.dev/serving/pkg/reconciler/autoscaling/config"
)

const (
	configName           = "config-autoscaler-keda"
	autoCreateKey        = "autoscaler.keda.scaledobject-autocreate"
	autoCreateAnnotation = autoscaling.GroupName + "/scaled-object-auto-create"
)

func main() { sharedmain.Main("autoscaler-keda", newController) }

type reconciler struct {
	*base.Base
	autoscalers hpalisters.HorizontalPodAutoscalerLister
	// Whether the cluster's ConfigMap leaves automatic creation on.
	autoCreate *atomic.Bool
}

var _ pareconciler.Interface = (*reconciler)(nil)

func (r *reconciler) ReconcileKind(ctx context.Context, pa *autoscalers.PodAutoscaler) pkgreconciler.Event {
	if r.createsFor(pa) {
		logging.FromContext(ctx).Warn("automatic creation is on: not stood in for")
		return nil
	}
	hpa, err := r.autoscalers.HorizontalPodAutoscalers(pa.Namespace).Get(pa.Name)
	if apierrors.IsNotFound(err) {
		return nil // Its arrival is an event.
	} else if err != nil {
		return err
	}
	sks, err := r.ReconcileSKS(ctx, pa, networking.SKSOperationModeServe, 0 /* all activators */)
	if err != nil {
		return fmt.Errorf("the network of %s: %w", pa.Name, err)
	}
	status := &pa.Status
	status.ServiceName = sks.Status.ServiceName
	status.MetricsServiceName = sks.Status.PrivateServiceName
	if !sks.IsReady() {
		status.MarkSKSNotReady("SKS Services are not ready yet")
	} else {
		status.MarkSKSReady()
		scale := config.FromContext(ctx).Autoscaler
		if !status.IsScaleTargetInitialized() && hpa.Status.CurrentReplicas >= firstScale(scale, pa) {
			status.MarkScaleTargetInitialized()
		}
	}
	status.MarkActive()
	status.DesiredScale = ptr.Int32(hpa.Status.DesiredReplicas)
	status.ActualScale = ptr.Int32(hpa.Status.CurrentReplicas)
	return nil
}

func (r *reconciler) createsFor(pa *autoscalers.PodAutoscaler) bool {
	if own, err := strconv.ParseBool(pa.Annotations[autoCreateAnnotation]); err == nil {
		return own
	}
	return r.autoCreate.Load()
}

// firstScale is how many replicas a revision needs before it counts as started.
func firstScale(cluster *autoscalerconfig.Config, pa *autoscalers.PodAutoscaler) int32 {
	initial := cluster.InitialScale
	if own, ok := pa.InitialScale(); ok && (own > 0 || cluster.AllowZeroInitialScale) {
		initial = own
	}
	minimum, _ := pa.ScaleBounds(cluster)
	return max(minimum, initial)
}

func newController(ctx context.Context, configs configmap.Watcher) *controller.Impl {
	podAutoscalers := painformer.Get(ctx)
	networks := sksinformer.Get(ctx)
	hpas := hpainformer.Get(ctx)
	r := &reconciler{
		Base: &base.Base{
			Client:           servingclient.Get(ctx),
			NetworkingClient: networkingclient.Get(ctx),
			SKSLister:        networks.Lister(),
			MetricLister:     metricinformer.Get(ctx).Lister(),
		},
		autoscalers: hpas.Lister(),
		autoCreate:  &atomic.Bool{},
	}
	ofClass := pkgreconciler.AnnotationFilterFunc(autoscaling.ClassAnnotationKey, autoscaling.HPA, false)
	impl := pareconciler.NewImpl(ctx, r, autoscaling.HPA, func(impl *controller.Impl) controller.Options {
		all := func() { impl.FilteredGlobalResync(ofClass, podAutoscalers.Informer()) }
		store := config.NewStore(logging.FromContext(ctx).Named("config"), func(string, any) { all() })
		store.WatchConfigs(configs)
		configs.Watch(configName, func(settings *corev1.ConfigMap) {
			on, err := strconv.ParseBool(settings.Data[autoCreateKey])
			r.autoCreate.Store(on || err != nil)
			all()
		})
		return controller.Options{ConfigStore: store}
	})

	handle := func(informer cache.SharedIndexInformer, enqueue func(any), filters ...func(any) bool) {
		informer.AddEventHandler(cache.FilteringResourceEventHandler{
			FilterFunc: pkgreconciler.ChainFilterFuncs(append(filters, ofClass)...),
			Handler:    controller.HandleAll(enqueue),
		})
	}
	scaledObject := schema.GroupKind{Group: "keda.sh", Kind: "ScaledObject"}
	handle(podAutoscalers.Informer(), impl.Enqueue)
	handle(networks.Informer(), impl.EnqueueControllerOf, controller.FilterController(&autoscalers.PodAutoscaler{}))
	// The key is the name of the HPA's owner: why a ScaledObject has to be named like its revision.
	handle(hpas.Informer(), impl.EnqueueControllerOf, controller.FilterControllerGK(scaledObject))
	return impl
}
